package scrm.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpStatus;

/**
 * The statuses that a method answers which returns a {@code ResponseEntity}: it cannot be seen from outside which ones.
 * Absent: 200. The description shows them, and tests with {@code rest}'s test-jar refuse any other.
 *
 * <pre>{@code
 * @PostMapping
 * @Answers(HttpStatus.CREATED)
 * ResponseEntity<ChannelView> create(@PathVariable CorpId corpId, @Valid @RequestBody ChannelRequest request) {
 *     ...
 * }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {
    /** All but problems, the usual one first. */
    HttpStatus[] value();
}
