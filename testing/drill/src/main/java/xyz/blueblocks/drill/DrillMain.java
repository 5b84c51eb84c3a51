package xyz.blueblocks.drill;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// The long drill, for a person: `./bb drill`. What it means is in `docs/operations/drills.md`.
public final class DrillMain {
    private static final String USAGE =
            """
            usage: ./bb drill [--rounds N] [--seconds N] [--only TEXT]
              --rounds N    how often everything happens (1)
              --seconds N   how long PostgreSQL and Kafka are away each time (60)
              --only TEXT   only faults whose name in the table contains it: "kill -9 relay"
            It exits 0 when no transfer failed and no audit event was lost or doubled, else 1.\
            """;

    private static final Duration KILLED = Duration.ofSeconds(5);

    private DrillMain() {}

    /// Runs it and prints a table.
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the table alone goes to standard output
        Optional<Integer> rounds = number(args, "--rounds", 1);
        Optional<Integer> seconds = number(args, "--seconds", 60);
        if (args.length % 2 != 0 || rounds.isEmpty() || seconds.isEmpty()) {
            throw wrong();
        }
        String only = word(args, "--only").orElse("");
        List<Fault> plan =
                plan(rounds.orElseThrow(), Duration.ofSeconds(seconds.orElseThrow())).stream()
                        .filter(fault -> fault.title().contains(only))
                        .toList();
        if (plan.isEmpty()) {
            throw wrong();
        }
        boolean good;
        try {
            good = run(plan, out);
        } catch (StackException e) {
            System.err.println(e.getMessage());
            good = false;
        }
        System.exit(good ? 0 : 1);
    }

    private static IllegalStateException wrong() {
        System.err.println(USAGE);
        System.exit(1);
        return new IllegalStateException("usage");
    }

    private static Optional<Integer> number(String[] args, String name, int usual) {
        return word(args, name)
                .map(text ->
                        text.matches("[1-9]\\d{0,3}")
                                ? Optional.of(Integer.parseInt(text))
                                : Optional.<Integer>empty())
                .orElse(Optional.of(usual));
    }

    private static Optional<String> word(String[] args, String name) {
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals(name)) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static boolean run(List<Fault> plan, PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("blueblocks-drill-");
        try (LocalStack stack = LocalStack.start(StackSettings.in(folder.resolve("stack")))) {
            return under(stack, folder, plan, out);
        } finally {
            PrivateFiles.deleteTree(folder);
        }
    }

    private static boolean under(LocalStack stack, Path folder, List<Fault> plan, PrintStream out)
            throws Exception {
        boolean good = true;
        out.println(Row.HEAD);
        try (Drill drill = Drill.begin(stack, Files.createDirectory(folder.resolve("ends")))) {
            for (Fault fault : plan) {
                Row row = drill.under(fault);
                good &= row.isGood();
                out.println(row);
                out.flush();
                row.failures().forEach(System.err::println);
                if (System.getenv("BB_DRILL_DETAILS") != null) {
                    System.err.println(row.fault() + ": audited so far: " + drill.actions());
                }
            }
            List<String> wrong = drill.finish();
            wrong.forEach(System.err::println);
            good &= wrong.isEmpty();
            out.printf(
                    "%d transfers delivered; %s%n",
                    drill.delivered(), good ? "all is well" : "NOT WELL");
        } catch (IOException e) {
            throw new IllegalStateException("drill", e);
        }
        return good;
    }

    /// What a round is: the two that everything stands on away in every way, then every process
    /// killed in turn, then every process rolled in turn.
    private static List<Fault> plan(int rounds, Duration outage) {
        ServiceId postgres = new ServiceId(ServiceKind.POSTGRES, 1);
        ServiceId kafka = new ServiceId(ServiceKind.KAFKA, 1);
        List<ServiceId> services =
                ServiceId.all().stream().filter(id -> !id.kind().isInfrastructure()).toList();
        List<Fault> plan = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (ServiceId each : List.of(postgres, kafka)) {
                for (Fault.Kind kind : Fault.Kind.values()) {
                    plan.add(new Fault(each, kind, outage));
                }
            }
            services.forEach(each -> plan.add(new Fault(each, Fault.Kind.KILL, KILLED)));
            services.forEach(each -> plan.add(Fault.roll(each)));
        }
        return plan;
    }
}
