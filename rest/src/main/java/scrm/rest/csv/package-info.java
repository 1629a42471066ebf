/** Tables for spreadsheets, as answers and as what clients send. */
@NullMarked
package scrm.rest.csv;

import org.jspecify.annotations.NullMarked;
