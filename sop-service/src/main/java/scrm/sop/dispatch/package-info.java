/** Takes steps whose time has come, judges each, and has its kind carry it out. */
@NullMarked
package scrm.sop.dispatch;

import org.jspecify.annotations.NullMarked;
