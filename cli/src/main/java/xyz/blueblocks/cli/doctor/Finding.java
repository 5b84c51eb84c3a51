package xyz.blueblocks.cli.doctor;

import java.util.Locale;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// One thing that was looked at.
///
/// @param status how it is
/// @param subject what was looked at, a few words
/// @param detail what was seen
/// @param advice what to do; nothing where all is well
record Finding(Status status, String subject, String detail, String advice) {
    private static final int WIDTH = 22;

    enum Status {
        OK,
        WARN,
        FAIL
    }

    /// Makes the texts harmless: some are a server's.
    Finding {
        detail = Shown.line(detail);
    }

    static Finding ok(String subject, String detail) {
        return new Finding(Status.OK, subject, detail, "");
    }

    static Finding warn(String subject, String detail, String advice) {
        return new Finding(Status.WARN, subject, detail, advice);
    }

    static Finding fail(String subject, String detail, String advice) {
        return new Finding(Status.FAIL, subject, detail, advice);
    }

    String line() {
        String padded = subject + " ".repeat(Math.max(1, WIDTH - subject.length()));
        String said = "%-4s  %s%s".formatted(status, padded, detail);
        return advice.isEmpty() ? said : said + "\n      do: " + advice;
    }

    JsonObject toJson() {
        return Json.object()
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("subject", subject)
                .put("detail", detail)
                .put("advice", advice)
                .build();
    }
}
