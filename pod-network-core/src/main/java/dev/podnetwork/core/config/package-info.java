/** What the cluster's eni-config says, from its already parsed form. Pure. */
@NullMarked
package dev.podnetwork.core.config;

import org.jspecify.annotations.NullMarked;
