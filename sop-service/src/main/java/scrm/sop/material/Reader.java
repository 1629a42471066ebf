package scrm.sop.material;

import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * Who reads a material.
 *
 * @param userId in whose name it is said
 * @param contact null: it is said in a group chat or to everybody, to nobody in particular
 */
public record Reader(UserId userId, @Nullable ExternalUserId contact) {}
