#pragma once
// The allocator's settings, which Swift's Glibc module leaves out, and the instruction that tells
// a processor it is waiting.
#include <malloc.h>

static inline void pause_processor(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
  __asm__ volatile("yield");
#endif
}
