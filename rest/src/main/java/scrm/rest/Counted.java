package scrm.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link PageRequest}: the list answers {@code ?count=exact} by {@link Slice#withTotal}. Any other list refuses
 * it, for a total is only promised where an index gives it.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Counted {}
