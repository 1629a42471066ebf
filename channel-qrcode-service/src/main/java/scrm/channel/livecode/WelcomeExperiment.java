package scrm.channel.livecode;

import java.time.Instant;

import scrm.channel.script.WelcomeScript;

/**
 * One version of an experiment, kept for its results when the live code has long gone on.
 *
 * @param id its row
 * @param option what was split, and the arms
 * @param startedAt when the edit came that began it
 */
public record WelcomeExperiment(long id, WelcomeScript.Option option, Instant startedAt) {}
