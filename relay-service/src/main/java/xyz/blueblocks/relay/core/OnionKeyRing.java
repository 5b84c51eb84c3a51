package xyz.blueblocks.relay.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.wire.message.OnionKey;

/// A relay's onion keys by day: yesterday's, still accepted; today's; tomorrow's, already
/// announced.
///
/// Immutable; a day later there is another ring. A key that left the ring is to be destroyed: what
/// was sealed to it can then never be opened again, by nobody.
public final class OnionKeyRing {
    /// How long senders use a key, and how long it is accepted after that.
    static final Duration DAY = Duration.ofDays(1);

    /// A key and the days of its use.
    ///
    /// @param key both halves
    /// @param notBefore senders use it from then on
    /// @param expires senders use it until then; a day later it is destroyed
    public record Entry(HpkePrivateKey key, Instant notBefore, Instant expires) {
        boolean accepted(Instant now) {
            return now.isBefore(expires.plus(DAY));
        }
    }

    private final List<Entry> entries;

    private OnionKeyRing(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// A ring of these keys, oldest first.
    public static OnionKeyRing of(List<Entry> entries) {
        return new OnionKeyRing(entries);
    }

    /// The ring for `now`: without keys that are no longer accepted, with one for today and one for
    /// tomorrow.
    public OnionKeyRing at(Instant now, Supplier<HpkePrivateKey> fresh) {
        List<Entry> next = new ArrayList<>();
        entries.stream().filter(each -> each.accepted(now)).forEach(next::add);
        Instant covered = next.isEmpty() ? now : next.getLast().expires();
        if (covered.isBefore(now)) {
            covered = now;
        }
        while (covered.isBefore(now.plus(DAY)) || covered.equals(now.plus(DAY))) {
            next.add(new Entry(fresh.get(), covered, covered.plus(DAY)));
            covered = covered.plus(DAY);
        }
        return next.equals(entries) ? this : new OnionKeyRing(next);
    }

    /// Keys of this ring that are not in `later`.
    public List<HpkePrivateKey> droppedIn(OnionKeyRing later) {
        return entries.stream()
                .filter(each -> !later.entries.contains(each))
                .map(Entry::key)
                .toList();
    }

    /// The key with this 8-byte id, if it is accepted.
    public Optional<HpkePrivateKey> find(byte[] keyId) {
        for (Entry each : entries) {
            if (Arrays.equals(each.key().publicKey().keyId(), keyId)) {
                return Optional.of(each.key());
            }
        }
        return Optional.empty();
    }

    /// What the descriptor says: keys that senders use now or will.
    public List<OnionKey> announced(Instant now) {
        return entries.stream()
                .filter(each -> now.isBefore(each.expires()))
                .map(each -> new OnionKey(each.key().publicKey(), each.notBefore(), each.expires()))
                .toList();
    }

    /// Every key, oldest first.
    public List<Entry> entries() {
        return entries;
    }
}
