/// One person's or institution's place on disk: keys, what was pinned at enrolment, names of
/// others.
///
/// The only package that opens a keystore. Nothing here calls a network.
@NullMarked
package xyz.blueblocks.sdk.profile;

import org.jspecify.annotations.NullMarked;
