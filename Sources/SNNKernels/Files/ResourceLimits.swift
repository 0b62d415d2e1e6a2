#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Limits what this process may take from now on, so that a library which a file has led astray is
/// stopped by the system: it then ends with a signal, or memory is refused to it.
///
/// Limits can only be lowered.  No image of its memory is left behind.
///
/// - Parameters:
///   - memory: bytes of addresses, with those that are taken already.
///   - cpuSeconds: seconds of computing, with those that have passed already.
package func limitResources(memory: Int, cpuSeconds: Int) throws(SystemError) {
  #if canImport(Glibc)
    let (addresses, time, core) = (
      __rlimit_resource_t(RLIMIT_AS.rawValue), __rlimit_resource_t(RLIMIT_CPU.rawValue),
      __rlimit_resource_t(RLIMIT_CORE.rawValue)
    )
  #else
    let (addresses, time, core) = (RLIMIT_AS, RLIMIT_CPU, RLIMIT_CORE)
  #endif
  for (resource, amount) in [(addresses, memory), (time, cpuSeconds), (core, 0)] {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { throw .last }
    let lowered = min(limit.rlim_max, rlim_t(clamping: amount))
    limit = rlimit(rlim_cur: lowered, rlim_max: lowered)
    guard unsafe setrlimit(resource, &limit) == 0 else { throw .last }
  }
}
