package scrm.channel.scan;

import java.time.LocalDate;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/**
 * What scans are counted by.
 *
 * @param channelId the live code's
 * @param day in the corp's time zone
 */
record ScanKey(CorpId corpId, LiveCodeId liveCodeId, ChannelId channelId, LocalDate day, Device device, Place place) {}
