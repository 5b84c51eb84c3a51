package xyz.blueblocks.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Invite;

/// The profile's files, without opening the keystore.
final class ProfileChecks {
    private static final int MAX_INVITE_BYTES = 64 * 1024;
    private static final int MOST_SHOWN = 3;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();

    private ProfileChecks(Path folder) {
        this.folder = folder;
    }

    /// What was found, and the invite that was accepted, if it is one.
    ///
    /// @param findings in the order they were made
    /// @param invite verified against its own admin key
    record Outcome(List<Finding> findings, Optional<Invite> invite) {}

    static Outcome all(Path folder) {
        ProfileChecks checks = new ProfileChecks(folder);
        if (!Profile.exists(folder)) {
            checks.findings.add(
                    Finding.warn("profile", "none in " + folder, "Make one: bb keys init"));
            return new Outcome(checks.findings, Optional.empty());
        }
        checks.findings.add(checks.permissions());
        Optional<Invite> invite = checks.invite();
        return new Outcome(checks.findings, invite);
    }

    private Finding permissions() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> open =
                    all.filter(ProfileChecks::isOpenToOthers)
                            .limit(MOST_SHOWN)
                            .map(Path::toString)
                            .toList();
            return open.isEmpty()
                    ? Finding.ok("profile", folder + ", closed to others")
                    : Finding.fail(
                            "profile",
                            "others can read or change " + String.join(", ", open),
                            "Close it: chmod -R go= " + folder);
        } catch (IOException | UncheckedIOException e) {
            return Finding.fail(
                    "profile",
                    "cannot be read: " + e.getMessage(),
                    "Is it yours? ls -ld " + folder);
        }
    }

    private static boolean isOpenToOthers(Path path) {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedOperationException e) {
            return false; // a file system without such permissions
        }
    }

    private Optional<Invite> invite() {
        Path file = folder.resolve("invite.json");
        if (!Files.exists(file)) {
            findings.add(
                    Finding.warn(
                            "network", "not joined yet", "Join one: bb register --invite FILE"));
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_INVITE_BYTES);
            if (Json.parse(bytes) instanceof Decoded.Ok<JsonObject>(var json)
                    && Invite.fromJson(json) instanceof Decoded.Ok<Invite>(var invite)
                    && SignedJson.verify(json, Invite.LABEL, invite.adminKey())) {
                findings.add(
                        Finding.ok(
                                "network",
                                invite.network() + ", admin key " + invite.adminKey().text()));
                return Optional.of(invite);
            }
        } catch (IOException e) {
            findings.add(Finding.fail("network", "invite: " + e.getMessage(), ""));
            return Optional.empty();
        }
        findings.add(
                Finding.fail(
                        "network",
                        "the invite that was accepted is damaged or was changed",
                        "Ask the network's admin for a new one: bb register --invite FILE"));
        return Optional.empty();
    }
}
