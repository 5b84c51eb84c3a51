package xyz.blueblocks.wire.event;

import java.time.Instant;
import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.route.HopId;

/// What a relay counted in a minute, on topic [xyz.blueblocks.wire.Topics#RELAY_REPORTS]; key =
/// relay id; signed by the relay. Nothing else about a circuit.
///
/// A relay with more attachments or failures than fit sends several reports for a minute; counts
/// stand in the first and are 0 in the others.
///
/// @param relay who reports, and signs
/// @param minute beginning of the minute
/// @param counts how many, how much
/// @param attachments each an Attach as its receiver signed it, at most 100
/// @param failures hop ids of tokens whose circuit could not be set up, at most 256
/// @param timestamp when it was made
public record RelayReport(
        PeerId relay,
        Instant minute,
        Counts counts,
        List<JsonObject> attachments,
        List<HopId> failures,
        Instant timestamp) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.RELAY_REPORT;

    /// Most attachments in one report, so that it stays below 64 KiB.
    public static final int MAX_ATTACHMENTS = 100;

    /// Most failures in one report.
    public static final int MAX_FAILURES = 256;

    private static final String TYPE = "RELAY_REPORT";
    private static final int SECONDS_PER_MINUTE = 60;

    /// What is counted.
    ///
    /// @param circuitsOpened set up in the minute
    /// @param circuitsRefused not set up, for whatever reason
    /// @param circuitsClosed ended in the minute
    /// @param circuitsOpen open at its end
    /// @param bytesForwarded payload bytes of cells, both directions together
    public record Counts(
            long circuitsOpened,
            long circuitsRefused,
            long circuitsClosed,
            long circuitsOpen,
            long bytesForwarded) {
        /// Nothing happened.
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /// Checks the ranges.
        public Counts {
            for (long count :
                    new long[] {
                        circuitsOpened,
                        circuitsRefused,
                        circuitsClosed,
                        circuitsOpen,
                        bytesForwarded
                    }) {
                Require.range("counts", count, 0, JsonValue.Num.MAX);
            }
        }

        static Decoded<Counts> fromJson(JsonObject json) {
            return Members.read(
                    json,
                    m ->
                            new Counts(
                                    count(m, "circuits_opened"),
                                    count(m, "circuits_refused"),
                                    count(m, "circuits_closed"),
                                    count(m, "circuits_open"),
                                    count(m, "bytes_forwarded")));
        }

        JsonObject toJson() {
            return Json.object()
                    .put("circuits_opened", circuitsOpened)
                    .put("circuits_refused", circuitsRefused)
                    .put("circuits_closed", circuitsClosed)
                    .put("circuits_open", circuitsOpen)
                    .put("bytes_forwarded", bytesForwarded)
                    .build();
        }

        private static long count(Members m, String name) {
            return m.integer(name, 0, JsonValue.Num.MAX);
        }
    }

    /// Copies the lists and checks everything but signatures.
    public RelayReport {
        attachments = List.copyOf(attachments);
        failures = List.copyOf(failures);
        Require.that(
                minute.getEpochSecond() % SECONDS_PER_MINUTE == 0 && minute.getNano() == 0,
                "minute: want the beginning of one");
        Require.range("attachments", attachments.size(), 0, MAX_ATTACHMENTS);
        Require.range("failures", failures.size(), 0, MAX_FAILURES);
    }

    /// Reads the form without judging any signature; attachments are to be verified one by one.
    public static Decoded<RelayReport> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new RelayReport(
                            m.peerId("relay_peer_id"),
                            m.epochSeconds("minute"),
                            m.nested("counts", Counts::fromJson),
                            m.list("attachments", 0, MAX_ATTACHMENTS, RelayReport::attachment),
                            m.texts("failures", 0, MAX_FAILURES, HopId::parse),
                            m.epochSeconds("timestamp"));
                });
    }

    /// Reads a report and judges that the relay it names signed it (`E005` if not).
    public static Decoded<RelayReport> verified(JsonObject json) {
        return fromJson(json)
                .flatMap(report ->
                        SignedJson.verify(json, LABEL, report.relay.publicKey())
                                ? Decoded.ok(report)
                                : Decoded.malformed(
                                        ErrorCode.INVALID_SIGNATURE, "report: signature", -1));
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("relay_peer_id", relay.toString())
                .putEpochSeconds("minute", minute)
                .put("counts", counts.toJson())
                .put(
                        "attachments",
                        attachments.stream()
                                .map(attach -> Json.object().put("attach", attach).build())
                                .toList())
                .putTexts("failures", failures.stream().map(HopId::toString).toList())
                .putEpochSeconds("timestamp", timestamp)
                .build();
    }

    private static Decoded<JsonObject> attachment(JsonObject json) {
        return Members.read(json, m -> m.object("attach"));
    }
}
