/** Tables for spreadsheets, as answers and as what clients send. */
@NullMarked
package scrm.channel.csv;

import org.jspecify.annotations.NullMarked;
