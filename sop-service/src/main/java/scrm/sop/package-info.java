/** What is said to contacts, when: plans, enrolments, due steps, group messages. */
@NullMarked
package scrm.sop;

import org.jspecify.annotations.NullMarked;
