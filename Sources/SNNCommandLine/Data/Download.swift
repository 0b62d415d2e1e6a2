internal import Dispatch
internal import Foundation
internal import SNN
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Fetches one file, saying how far it has come.
///
/// A class, because the network session reports to it from a queue of its own.
final class Download: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var bytes = Data()
    var problem: String?
    var shown = 0
  }

  private let file: RemoteFile
  private let hint: String
  private let live: Bool
  private let done = DispatchSemaphore(value: 0)
  private let state = Mutex(State())

  /// - Parameter hint: what to do when the file cannot be fetched.
  init(_ file: RemoteFile, hint: String, quiet: Bool) {
    self.file = file
    self.hint = hint
    live = Console.isLive && !quiet
    super.init()
    if !quiet { Console.note("fetching \(file.name) from \(file.url)") }
  }

  /// The file's bytes.
  func run() throws -> Data {
    guard let url = URL(string: file.url) else { throw failure("its address is not valid") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 30
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    session.dataTask(with: url).resume()
    done.wait()
    session.invalidateAndCancel()
    if live { Console.write("\r\u{1B}[K") }
    let result = state.withLock { $0 }
    if let problem = result.problem { throw failure(problem) }
    return result.bytes
  }

  private func failure(_ problem: String) -> UserError {
    UserError(
      message: "\(file.name) cannot be fetched: \(problem)", place: file.url,
      hint: hint, exitCode: 66)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let code = (response as? HTTPURLResponse)?.statusCode ?? 200
    if code != 200 { state.withLock { $0.problem = "the server answers \(code)" } }
    completionHandler(code == 200 ? .allow : .cancel)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let tooLong = state.withLock { state in
      state.bytes.append(data)
      let share = min(100, state.bytes.count * 100 / max(1, file.byteCount))
      if live, share > state.shown {
        state.shown = share
        Console.write("\r\u{1B}[K\(file.name) \(share)%")
      }
      // More than the known file holds cannot be it, and must not fill the memory.
      return state.bytes.count > file.byteCount
    }
    if tooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error {
      state.withLock { $0.problem = $0.problem ?? error.localizedDescription }
    }
    done.signal()
  }
}
