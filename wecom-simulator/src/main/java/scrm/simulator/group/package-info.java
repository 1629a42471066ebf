/** Customer groups, their join ways, welcome templates and statistics. */
@NullMarked
package scrm.simulator.group;

import org.jspecify.annotations.NullMarked;
