package xyz.blueblocks.cli.terminal;

import java.io.InputStream;
import java.io.PrintWriter;

/// Where a command reads and writes.
///
/// @param in what is sent by `bb send -`
/// @param out answers
/// @param err remarks, failures and progress
/// @param lively whether somebody watches `err` on a terminal, so that a line can be redrawn
public record Streams(InputStream in, PrintWriter out, PrintWriter err, boolean lively) {}
