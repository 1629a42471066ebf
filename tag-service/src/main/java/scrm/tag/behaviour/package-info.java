/** What contacts did: taken down once, told to rules, growth, segments and plans. */
@NullMarked
package scrm.tag.behaviour;

import org.jspecify.annotations.NullMarked;
