package scrm.wecom.quota;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import scrm.wecom.Lane;

/**
 * Who waits in this process for one API of one corp: upper lanes first, within a lane first come. Only the first asks;
 * what it does not get, nobody behind it would.
 */
final class Line {
    private final ConcurrentSkipListSet<Place> places = new ConcurrentSkipListSet<>();
    private final AtomicLong arrivals = new AtomicLong();

    Place join(Lane lane) {
        Place place = new Place(lane, arrivals.incrementAndGet(), Thread.currentThread());
        places.add(place);
        return place;
    }

    boolean isFirst(Place place) {
        return place.compareTo(places.first()) <= 0;
    }

    /** Leaves and lets the next ask. */
    void leave(Place place) {
        places.remove(place);
        wakeFirst();
    }

    /** Something has changed: the first may ask again. */
    void wakeFirst() {
        for (Place first : places) {
            LockSupport.unpark(first.thread);
            return;
        }
    }

    record Place(Lane lane, long arrival, Thread thread) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLane = lane.compareTo(other.lane);
            return byLane != 0 ? byLane : Long.compare(arrival, other.arrival);
        }
    }
}
