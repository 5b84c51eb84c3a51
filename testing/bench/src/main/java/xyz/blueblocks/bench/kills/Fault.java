package xyz.blueblocks.bench.kills;

import java.util.Random;
import xyz.blueblocks.sdk.transfer.Progress;

/// One blow: whom it hits, how, and when.
///
/// @param victims who dies together
/// @param hang whether relays are stopped for a while instead of killed
/// @param moment when
/// @param downMillis how long the victims stay away before they are started again
record Fault(Victims victims, boolean hang, Moment moment, long downMillis) {
    private static final int LONGEST_DOWN_MILLIS = 250;
    private static final int HANG_LEAST_MILLIS = 3_000;
    private static final int HANG_MORE_MILLIS = 5_000;

    /// Who dies together. Relays are those of the path at that moment.
    enum Victims {
        SENDER(30, true, false, 0),
        RECEIVER(30, false, true, 0),
        BOTH_ENDS(7, true, true, 0),
        FIRST(7, false, false, 1),
        LAST(7, false, false, 2),
        ANY_RELAY(3, false, false, 4),
        SENDER_AND_FIRST(3, true, false, 1),
        SENDER_AND_LAST(3, true, false, 2),
        RECEIVER_AND_FIRST(3, false, true, 1),
        RECEIVER_AND_LAST(3, false, true, 2),
        BOTH_RELAYS(2, false, false, 3),
        EVERYTHING(2, true, true, 3);

        private final int weight;
        final boolean sender;
        final boolean receiver;
        private final int relays;

        Victims(int weight, boolean sender, boolean receiver, int relays) {
            this.weight = weight;
            this.sender = sender;
            this.receiver = receiver;
            this.relays = relays;
        }

        boolean first() {
            return relays == 1 || relays == 3;
        }

        boolean last() {
            return relays == 2 || relays == 3;
        }

        boolean any() {
            return relays == 4;
        }

        boolean hasRelay() {
            return relays != 0;
        }

        boolean relayAlone() {
            return (first() != last()) && !sender && !receiver;
        }

        static Victims draw(Random random) {
            int all = 0;
            for (Victims each : values()) {
                all += each.weight;
            }
            int drawn = random.nextInt(all);
            for (Victims each : values()) {
                drawn -= each.weight;
                if (drawn < 0) {
                    return each;
                }
            }
            throw new IllegalStateException("weights");
        }
    }

    /// When it happens, counted from the blow before it or from the beginning.
    sealed interface Moment {
        /// As soon as the receiver holds so many bytes.
        record AtBytes(long bytes) implements Moment {}

        /// So long after a phase is first seen.
        record InPhase(Progress.Phase phase, long millis) implements Moment {}

        /// So long after.
        record After(long millis) implements Moment {}
    }

    /// The next blow for a file of that size.
    ///
    /// @param doneBytes what the receiver holds already
    static Fault draw(Random random, long doneBytes, long sizeBytes) {
        Victims victims = Victims.draw(random);
        boolean hang = victims.relayAlone() && random.nextInt(6) == 0;
        return new Fault(
                victims,
                hang,
                moment(random, doneBytes, sizeBytes, victims.relayAlone()),
                hang
                        ? HANG_LEAST_MILLIS + random.nextInt(HANG_MORE_MILLIS)
                        : random.nextInt(LONGEST_DOWN_MILLIS));
    }

    /// One relay of the path and nothing else, early enough that the file goes on over another.
    static Fault ofOneRelay(Random random, long sizeBytes) {
        return new Fault(
                random.nextBoolean() ? Victims.FIRST : Victims.LAST,
                false,
                new Moment.AtBytes((long) (sizeBytes * random.nextDouble() * 0.6)),
                random.nextInt(LONGEST_DOWN_MILLIS));
    }

    /// Any byte that is left may be the one; early ones more often, so that some fall into one
    /// file.
    private static Moment moment(Random random, long doneBytes, long sizeBytes, boolean relay) {
        int kind = random.nextInt(20);
        if (kind < 13 || relay) {
            double share = random.nextDouble() * random.nextDouble();
            return new Moment.AtBytes(doneBytes + (long) ((sizeBytes - doneBytes) * share));
        }
        return switch (kind) {
            case 13 -> new Moment.InPhase(Progress.Phase.PREPARING, random.nextInt(150));
            case 14, 15 -> new Moment.InPhase(Progress.Phase.CONNECTING, random.nextInt(250));
            case 16, 17 -> new Moment.InPhase(Progress.Phase.CONFIRMING, random.nextInt(60));
            default -> new Moment.After(random.nextInt(1_500));
        };
    }
}
