package xyz.blueblocks.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.doctor.Finding.Status;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.FailureReport;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Looks for what stands in the way.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Look for what stands in the way: Java, cryptography, disk, profile, clock, TLS, services.",
            "Each line is OK, WARN or FAIL, with what to do. No passphrase is needed without --relays."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing fails", "1:something fails"},
        footerHeading = "%nExamples:%n",
        footer = {"  bb doctor", "  bb doctor --relays --profile anna", "  bb doctor --json"})
public final class RunDoctor implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--relays",
            description =
                    "Also fetch the directory of relays and connect to each; asks for the passphrase.")
    private boolean relays;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /// For this terminal.
    public RunDoctor(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = profiles.folder(terminal);
        List<Finding> findings = new ArrayList<>(MachineChecks.all(folder));
        ProfileChecks.Outcome profile = ProfileChecks.all(folder);
        findings.addAll(profile.findings());
        profile.invite()
                .ifPresent(invite -> {
                    try (ServiceChecks services = new ServiceChecks(terminal, invite)) {
                        findings.addAll(services.all());
                    } catch (IllegalArgumentException e) {
                        findings.add(
                                Finding.fail(
                                        "TLS",
                                        "the pinned authority is not readable: " + e.getMessage(),
                                        "Join again with a new invite."));
                    }
                });
        if (relays && profile.invite().isPresent()) findings.addAll(relays());
        boolean fails = findings.stream().anyMatch(each -> each.status() == Status.FAIL);
        output.to(terminal)
                .answer(
                        Json.object()
                                .put("healthy", !fails)
                                .put("findings", findings.stream().map(Finding::toJson).toList())
                                .build(),
                        findings.stream().map(Finding::line).toList());
        return (fails ? ExitCode.FAILED : ExitCode.OK).number();
    }

    private List<Finding> relays() {
        try (Profile profile = profiles.open(terminal);
                Online online = Online.open(profile, terminal)) {
            return RelayChecks.all(terminal, online);
        } catch (BlueBlocksException e) {
            FailureReport report = FailureReport.of(e);
            return List.of(Finding.fail("relays", report.whatHappened(), report.whatToDo()));
        }
    }
}
