/** Answers as tables for spreadsheets. */
@NullMarked
package scrm.channel.csv;

import org.jspecify.annotations.NullMarked;
