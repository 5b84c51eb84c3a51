/// Settings of the audit service and the wiring of its rooms; the only place that reads key files.
@NullMarked
package xyz.blueblocks.audit.config;

import org.jspecify.annotations.NullMarked;
