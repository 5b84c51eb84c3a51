package xyz.blueblocks.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.admin.AdminCommand;
import xyz.blueblocks.cli.admin.AdminNetwork;
import xyz.blueblocks.cli.audit.AuditCommand;
import xyz.blueblocks.cli.contacts.ContactsCommand;
import xyz.blueblocks.cli.doctor.RunDoctor;
import xyz.blueblocks.cli.keys.KeysCommand;
import xyz.blueblocks.cli.network.ListPeers;
import xyz.blueblocks.cli.network.RegisterProfile;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.FailureHandler;
import xyz.blueblocks.cli.terminal.Streams;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.cli.terminal.TtyPrompts;
import xyz.blueblocks.cli.transfer.ReceiveFiles;
import xyz.blueblocks.cli.transfer.ResumeTransfers;
import xyz.blueblocks.cli.transfer.SendFiles;
import xyz.blueblocks.sdk.route.Surroundings;

/// `bb`: one command line for everything, made of the commands of all modules on the class path.
@Command(
        name = "bb",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "BlueBlocks: private, provable exchange of health data.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb up                                  a whole network on this machine",
            "  bb demo                                and what it does, in a minute",
            "  bb keys init; bb register --invite anna.invite",
            "  bb send scan.dcm --to bob --wait 10m",
            "  bb receive --into inbox --from anna",
            "",
            "More of a command: bb COMMAND --help"
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        boolean debug =
                Arrays.asList(args).contains("--debug") || System.getenv("BB_DEBUG") != null;
        quieten(debug);
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        Terminal terminal =
                new Terminal(
                        new Streams(System.in, out, err, Boolean.getBoolean("bb.terminal")),
                        new TtyPrompts(),
                        System.getenv(),
                        Path.of(System.getProperty("user.home")),
                        new Surroundings(
                                InstantSource.system(), System::nanoTime, new SecureRandom()));
        return commandLine(terminal, services()).execute(args);
    }

    /// What other modules bring, found on the class path.
    private static Services services() {
        return new Services(
                ServiceLoader.load(CommandProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(AdminNetwork.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /// What other modules bring.
    ///
    /// @param commands more commands
    /// @param networks networks whose admin key is at hand
    record Services(List<CommandProvider> commands, List<AdminNetwork> networks) {
        static final Services NONE = new Services(List.of(), List.of());
    }

    static CommandLine commandLine(Terminal terminal, Services services) {
        CommandLine bb = new CommandLine(new Main());
        bb.addSubcommand(AdminCommand.of(terminal, services.networks()));
        bb.addSubcommand(KeysCommand.of(terminal));
        bb.addSubcommand(ContactsCommand.of(terminal));
        bb.addSubcommand(new RegisterProfile(terminal));
        bb.addSubcommand(new ListPeers(terminal));
        bb.addSubcommand(new SendFiles(terminal));
        bb.addSubcommand(new ReceiveFiles(terminal));
        bb.addSubcommand(new ResumeTransfers(terminal));
        bb.addSubcommand(AuditCommand.of(terminal));
        bb.addSubcommand(new RunDoctor(terminal));
        for (CommandProvider provider : services.commands()) {
            provider.commands().forEach(bb::addSubcommand);
        }
        bb.addSubcommand(new Completion(terminal));
        bb.addSubcommand(new Help());
        FailureHandler failures = new FailureHandler(terminal);
        bb.setOut(terminal.out());
        bb.setErr(terminal.err());
        bb.setExecutionExceptionHandler(failures);
        bb.setParameterExceptionHandler(failures);
        // A file called @x is a file to be sent, not a list of arguments.
        bb.setExpandAtFiles(false);
        bb.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
        bb.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return bb;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        return codes;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /// Log lines of libraries are no answer to a person.
    private static void quieten(boolean debug) {
        Logger.getLogger("").setLevel(debug ? Level.FINE : Level.OFF);
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", debug ? "debug" : "off");
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What should bb do?");
    }
}
