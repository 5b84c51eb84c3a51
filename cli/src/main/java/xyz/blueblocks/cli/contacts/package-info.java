/// `bb contacts`: names for people, and certainty that a name is who one thinks.
@NullMarked
package xyz.blueblocks.cli.contacts;

import org.jspecify.annotations.NullMarked;
