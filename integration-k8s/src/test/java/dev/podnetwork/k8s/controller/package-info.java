/** Tests. */
@NullMarked
package dev.podnetwork.k8s.controller;

import org.jspecify.annotations.NullMarked;
