/** Some days in a corp's life: what its people do happens in the simulator, what came of it is read through REST. */
@NullMarked
package scrm.localstack.demo;

import org.jspecify.annotations.NullMarked;
