package scrm.group.member;

import org.jspecify.annotations.Nullable;

import scrm.events.State;
import scrm.events.UserId;

/**
 * How a stay came about, as {@code groupchat/get} tells it.
 *
 * @param joinScene 1 invited, 2 link, 3 QR; a callback's code is another one
 * @param state of the join way that was scanned
 * @param invitor who invited
 */
public record JoinDetail(
        int joinScene, @Nullable State state, @Nullable UserId invitor) {}
