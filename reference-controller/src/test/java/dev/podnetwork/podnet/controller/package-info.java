/** Tests of the controller command that need no cluster. */
@NullMarked
package dev.podnetwork.podnet.controller;

import org.jspecify.annotations.NullMarked;
