/// What two programs must agree on: frames, messages, errors, limits, event schemas, topic names.
///
/// One wire form, one codec, one file, one page of the specification, one vector file. This package
/// knows no network and no key material.
@NullMarked
package xyz.blueblocks.wire;

import org.jspecify.annotations.NullMarked;
