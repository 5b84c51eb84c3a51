package xyz.blueblocks.cli.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.directory.Registration;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.message.NpiCheck;
import xyz.blueblocks.wire.message.PeerMetadata;

/// Joins a network and registers the profile there.
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Join a network with an invite, and register there; later: say other things of yourself.",
            "The invite is checked, and its authority, admin key and log key are trusted from then on. A profile that is not there yet is made, as bb keys init does."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb register --invite anna.invite",
            "  bb register --invite dr-weber.invite --capability provider --npi 1234567893",
            "  bb register --region eu-central-1      again, with another region"
        })
public final class RegisterProfile implements Callable<Integer> {
    private static final int MAX_INVITE_BYTES = 64 * 1024;
    private static final int MAX_REGISTRATION_BYTES = 4096;
    private static final String NOWHERE = "local";

    private final Terminal terminal;

    @Option(
            names = "--invite",
            paramLabel = "FILE",
            description = "What bb admin invite made for you; - reads standard input.")
    private @Nullable Path invite;

    @Option(
            names = "--capability",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What you are: patient, provider (default: what the invite attests, or as before).")
    private List<String> capabilities = List.of();

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "Cloud region that the network knows (default: as before, else local).")
    private @Nullable String region;

    @Option(
            names = "--npi",
            paramLabel = "DIGITS",
            description = "National provider identifier; checked, never shown to others.")
    private @Nullable String npi;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /// For this terminal.
    public RegisterProfile(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Optional<byte[]> file = invite == null ? Optional.empty() : Optional.of(read(invite));
        try (Profile profile = file.isEmpty() ? profiles.open(terminal) : openOrMake()) {
            file.ifPresent(bytes -> profile.join(bytes, terminal.now()));
            Registration registration = registration(profile, file.isPresent());
            try (Online online = Online.open(profile, terminal)) {
                online.directory().register(registration);
            }
            tell(profile, registration);
        }
        return ExitCode.OK.number();
    }

    /// Whoever holds an invite wants to be somebody: no profile is no reason to send them away.
    private Profile openOrMake() {
        Path folder = profiles.folder(terminal);
        if (Profile.exists(folder)) return profiles.open(terminal);
        Profile made = profiles.make(terminal);
        output.to(terminal).note("Made profile " + folder + ". Its recovery code: bb keys backup");
        return made;
    }

    private void tell(Profile profile, Registration registration) {
        String network = Online.trust(profile).network();
        List<String> names = registration.capabilities().stream().map(Capability::text).toList();
        output.to(terminal)
                .answer(
                        Json.object()
                                .put("network", network)
                                .put("peer_id", profile.id().toString())
                                .putTexts("capabilities", names)
                                .put("region", registration.region())
                                .build(),
                        List.of(
                                "Registered with "
                                        + network
                                        + " as "
                                        + String.join(", ", names)
                                        + ".",
                                "Your id: " + profile.id()));
    }

    private void checkOptions() {
        capabilities.forEach(RegisterProfile::capability);
        if (region != null && !PeerMetadata.isRegion(region)) {
            throw CommandFailure.usage(
                    "'" + region + "' is no region.", "A region looks like eu-central-1.");
        }
        if (npi != null && !NpiCheck.holds(npi)) {
            throw CommandFailure.usage(
                    "The NPI is not right.",
                    "It has ten digits, the last of which checks the rest.");
        }
    }

    private byte[] read(Path file) throws IOException {
        boolean piped = file.toString().equals("-");
        try (InputStream in = piped ? terminal.in() : Files.newInputStream(file)) {
            return in.readNBytes(MAX_INVITE_BYTES + 1);
        }
    }

    /// What is said now; else what the new invite attests; else what was said before.
    private Registration registration(Profile profile, boolean invited) {
        Optional<JsonObject> before =
                profile.readFile("registration.json", MAX_REGISTRATION_BYTES)
                        .flatMap(bytes -> Json.parse(bytes).toOptional());
        List<Capability> said = capabilities.stream().map(RegisterProfile::capability).toList();
        if (said.isEmpty() && invited) {
            said = profile.invite().map(Invite::capabilities).orElse(List.of());
        }
        if (said.isEmpty()) {
            said = before.map(RegisterProfile::capabilitiesOf).orElse(List.of());
        }
        return new Registration(
                said.isEmpty() ? List.of(Capability.PATIENT) : said,
                Optional.ofNullable(region)
                        .or(() -> before.flatMap(json -> json.text("region")))
                        .orElse(NOWHERE),
                Optional.ofNullable(npi).or(() -> before.flatMap(json -> json.text("npi"))));
    }

    private static List<Capability> capabilitiesOf(JsonObject before) {
        return before.array("capabilities").orElse(List.of()).stream()
                .flatMap(value ->
                        value instanceof xyz.blueblocks.wire.json.JsonValue.Text(String name)
                                ? Capability.parse(name).stream()
                                : java.util.stream.Stream.<Capability>empty())
                .toList();
    }

    private static Capability capability(String name) {
        return Capability.parse(name)
                .filter(each -> each != Capability.RELAY)
                .orElseThrow(() ->
                        CommandFailure.usage(
                                "A profile cannot be '" + name + "'.",
                                "It can be patient or provider; relays register by themselves."));
    }
}
