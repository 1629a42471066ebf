/** The life of a group (群生命周期): which phase it is in, on what evidence, and what follows when it ends. */
@NullMarked
package scrm.group.lifecycle;

import org.jspecify.annotations.NullMarked;
