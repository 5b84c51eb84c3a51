package xyz.blueblocks.cli.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Contacts;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// What is said of a file that arrived.
///
/// @param name of the file
/// @param delivery what came of it
/// @param receiptFile where the receipt was written, if it was
record DeliveryFacts(String name, Delivery delivery, Optional<Path> receiptFile) {
    private static final double NANOS = 1e9;

    List<String> lines(Contacts contacts) {
        String recipient = People.shown(contacts, delivery.recipient());
        List<String> lines = new ArrayList<>();
        lines.add(Shown.line(name) + ": delivered to " + recipient);
        lines.add("  id       " + Shown.line(delivery.id()));
        lines.add(
                "  size     %s in %s (%s/s)"
                        .formatted(
                                Sizes.text(delivery.sizeBytes()),
                                Durations.text(delivery.took()),
                                Sizes.text(bytesPerSecond())));
        lines.add("  hash     " + delivery.hash());
        lines.add("  path     you → " + relays() + recipient + circuits());
        lines.add("  places   " + places());
        lines.add("  sealed   " + delivery.cipher() + ", " + strength());
        lines.add(
                "  receipt  signed by "
                        + recipient
                        + receiptFile.map(file -> ", in " + file).orElse(""));
        return lines;
    }

    JsonObject json() {
        return Json.object()
                .put("event", "delivered")
                .put("name", name)
                .put("id", delivery.id())
                .put("recipient", delivery.recipient().toString())
                .put("size_bytes", delivery.sizeBytes())
                .put("hash", delivery.hash())
                .putTexts("relays", delivery.relays().stream().map(PeerId::toString).toList())
                .put("places", delivery.places().stream().map(DeliveryFacts::place).toList())
                .put("circuits", delivery.circuits())
                .put("bytes_sent", delivery.bytesSent())
                .put("cipher", delivery.cipher())
                .put("post_quantum", delivery.postQuantum())
                .put("onion_post_quantum", delivery.onionPostQuantum())
                .put("took_ms", delivery.took().toMillis())
                .put("bytes_per_second", bytesPerSecond())
                .put("receipt", delivery.receipt())
                .putText("receipt_file", receiptFile.map(Path::toString))
                .build();
    }

    private long bytesPerSecond() {
        return Math.round(delivery.sizeBytes() / Math.max(delivery.took().toNanos() / NANOS, 1e-3));
    }

    private String relays() {
        StringBuilder path = new StringBuilder();
        for (PeerId relay : delivery.relays()) path.append(relay).append(" → ");
        return path.toString();
    }

    /// With the signed descriptor, which whoever doubts the place can verify.
    private static JsonObject place(RelayPlace place) {
        return Json.object()
                .put("relay", place.relay().toString())
                .put("region", place.region())
                .put("jurisdiction", place.jurisdiction())
                .put("descriptor", place.descriptor())
                .build();
    }

    private String places() {
        return delivery.places().stream()
                .map(place -> place.region() + " (" + place.jurisdiction() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String circuits() {
        return delivery.circuits() == 1 ? "" : " (" + delivery.circuits() + " circuits)";
    }

    private String strength() {
        if (!delivery.postQuantum()) return "without post-quantum keys";
        return delivery.onionPostQuantum()
                ? "post-quantum keys, onion too"
                : "post-quantum keys, onion without";
    }
}
