package xyz.blueblocks.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Proofs of everything that one profile told the log, fetched where they are not kept yet.
final class OwnProofs {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final Output output;

    OwnProofs(Terminal terminal, Output output) {
        this.terminal = terminal;
        this.output = output;
    }

    List<Path> fetch(ProfileOptions profiles) {
        try (Profile profile = profiles.open(terminal);
                Online online = Online.open(profile, terminal);
                AuditTrail audit = online.audit()) {
            Set<Path> proofs = new LinkedHashSet<>();
            for (JsonObject event : own(audit, profile)) {
                Path kept =
                        profile.auditFolder()
                                .resolve("proof-" + event.text("id").orElse("") + ".json");
                if (isKept(profile, kept)) {
                    proofs.add(kept);
                } else {
                    fetch(audit, event).ifPresent(proofs::add);
                }
            }
            requireGrown(audit);
            return List.copyOf(proofs);
        }
    }

    /// A proof of one entry says nothing of the others: the log must still be the one that signed
    /// all that this profile has kept.
    private static void requireGrown(AuditTrail audit) {
        audit.departure()
                .ifPresent(how -> {
                    throw new CommandFailure(
                            ExitCode.INTEGRITY,
                            "The log is not the one it was: it has forked.",
                            how,
                            "Keep the proofs in your profile, they are the evidence; ask the"
                                    + " network's operator.");
                });
    }

    /// The id is the log's word: it must not lead out of the folder.
    private static boolean isKept(Profile profile, Path kept) {
        return profile.auditFolder().equals(kept.normalize().getParent()) && Files.exists(kept);
    }

    private Optional<Path> fetch(AuditTrail audit, JsonObject event) {
        String record = event.object("data").flatMap(data -> data.text("record_id")).orElse("");
        try {
            return Optional.of(audit.fetch(record, PATIENCE));
        } catch (BlueBlocksException e) {
            if (e.code() != ErrorCode.PEER_NOT_FOUND) throw e;
            output.note(
                    "No proof of " + Shown.line(record) + " here: another machine told the log.");
            return Optional.empty();
        }
    }

    private static List<JsonObject> own(AuditTrail audit, Profile profile) {
        String source = AuditEvent.peerSource(profile.id());
        List<JsonObject> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            AuditTrail.Page entries = audit.entries(PAGE, after);
            for (JsonObject entry : entries.entries()) {
                JsonObject event = entry.object("event").orElseGet(() -> Json.object().build());
                if (event.text("source").equals(Optional.of(source))) found.add(event);
            }
            after = entries.next();
            if (after.isEmpty() || entries.entries().isEmpty()) break;
        }
        return found;
    }
}
