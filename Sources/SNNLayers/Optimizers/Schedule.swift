internal import Foundation

/// The factor on the learning rate at each optimiser step, counted from 0.
///
/// A schedule is a function; the members below make the usual ones and can be composed by hand.
public struct Schedule: Sendable {
  private let factor: @Sendable (Int) -> Scalar

  /// The factor as a function of the step, counted from 0.
  public init(_ factor: @escaping @Sendable (_ step: Int) -> Scalar) { self.factor = factor }

  /// The factor at a step, counted from 0, dimensionless.
  public func callAsFunction(_ step: Int) -> Scalar { factor(step) }

  /// 1 at every step.
  public static let constant = Schedule { _ in 1 }

  /// Multiplied by `factor` after every `every` steps: factor^⌊step/every⌋.
  /// - Precondition: `every` > 0.
  public static func step(every: Int, factor: Scalar) -> Schedule {
    require(every > 0, "Schedule.step: every \(every) steps")
    return Schedule { pow(factor, Scalar($0 / every)) }
  }

  /// Half a cosine from 1 down to `floor` over `steps`, then `floor`:
  /// floor + (1 − floor)·(1 + cos(π·step/steps))/2.
  ///
  /// - Precondition: `steps` > 0.
  /// - Reference: Loshchilov & Hutter, *SGDR*, 2017.
  public static func cosine(over steps: Int, floor: Scalar = 0) -> Schedule {
    require(steps > 0, "Schedule.cosine: over \(steps) steps")
    return Schedule { step in
      let progress = Scalar(min(step, steps)) / Scalar(steps)
      return floor + (1 - floor) * (1 + cos(.pi * progress)) / 2
    }
  }

  /// A linear rise (step + 1)/(steps + 1) over `steps`, then `next` from its own beginning.
  /// - Precondition: `steps` ≥ 0.
  public static func warmUp(over steps: Int, then next: Schedule = .constant) -> Schedule {
    require(steps >= 0, "Schedule.warmUp: over \(steps) steps")
    return Schedule { step in
      step < steps ? Scalar(step + 1) / Scalar(steps + 1) : next(step - steps)
    }
  }

  /// Cosine rise from `start` to 1 over the first `warmFraction` of `steps`, then cosine fall to
  /// `end`.
  ///
  /// - Precondition: `steps` > 0 and `warmFraction` in 0...1.
  /// - Reference: Smith & Topin, *Super-Convergence*, 2018.
  public static func oneCycle(
    over steps: Int, warmFraction: Scalar = 0.3, start: Scalar = 0.04, end: Scalar = 4e-6
  ) -> Schedule {
    require(
      steps > 0 && (0...1).contains(warmFraction),
      "Schedule.oneCycle: over \(steps) steps, \(warmFraction) of them rising")
    let peak = warmFraction * Scalar(steps)
    let fall = Scalar(steps) - peak
    return Schedule { step in
      let at = Scalar(min(step, steps))
      let (from, to, progress) =
        at < peak ? (start, 1, at / peak) : (1, end, fall > 0 ? (at - peak) / fall : 0)
      return from + (to - from) * (1 - cos(.pi * progress)) / 2
    }
  }
}
