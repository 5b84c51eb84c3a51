package xyz.blueblocks.localstack.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL refuses to run as root, and containers often are root. In a user namespace of its own
/// the server's user has no name and no rights beyond the files that are its own anyway.
final class RootWorkaround {
    private static final List<String> PREFIX = find();
    private static final List<String> ENDS_WITH_PARENT = findEndsWithParent();

    private RootWorkaround() {}

    /// What to put before a PostgreSQL command: nothing for an ordinary user.
    static List<String> prefix() {
        return PREFIX;
    }

    private static List<String> find() {
        if (!"root".equals(System.getProperty("user.name"))) return List.of();
        String user = output("unshare", "-U", "id", "-u");
        if (user.isEmpty() || user.equals("0")) {
            throw new IllegalStateException(
                    "PostgreSQL refuses to run as root, and this machine allows no user namespaces (unshare -U): use another user");
        }
        return List.of("unshare", "-U");
    }

    /// `setpriv --pdeathsig INT` where the system has it: the kernel then ends the server when its
    /// parent dies.
    static List<String> endsWithParent() {
        return ENDS_WITH_PARENT;
    }

    private static List<String> findEndsWithParent() {
        return output("setpriv", "--pdeathsig", "INT", "echo", "yes").equals("yes")
                ? List.of("setpriv", "--pdeathsig", "INT")
                : List.of();
    }

    private static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
        } catch (IOException e) {
            return ""; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
