/** A faithful fake WeCom: starts a simulator, defines corps, lets people act in them; knows nothing of its clients. */
@NullMarked
package scrm.simulator;

import org.jspecify.annotations.NullMarked;
