/** Templates of groups (群模板): what a group that works is made of, and copies of it, many at once. */
@NullMarked
package scrm.group.template;

import org.jspecify.annotations.NullMarked;
