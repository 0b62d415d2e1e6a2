internal import Foundation

/// Bytes as two lower-case digits each, as digests are written.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { String(format: "%02x", $0) }.joined()
}
