/// `bb admin`: what the holder of a network's admin key does.
///
/// The key signs invites, enrolment tokens and announcements; it never leaves this program. Where
/// the network is comes from a folder made by `bb admin init`, or from whoever implements
/// [xyz.blueblocks.cli.admin.AdminNetwork].
@NullMarked
package xyz.blueblocks.cli.admin;

import org.jspecify.annotations.NullMarked;
