/** {@code podnet controller}: configuration, logs, metrics and health around the controllers of a cluster. */
@NullMarked
package dev.podnetwork.podnet.controller;

import org.jspecify.annotations.NullMarked;
