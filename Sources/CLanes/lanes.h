#pragma once
// Arithmetic on sixteen numbers at once.
//
// Swift emits the operators of SIMD16 lane by lane and relies on the optimiser to put the lanes
// together again, which it does for some neurons and not for others (2.7 times slower where it does
// not).  Clang's vector extensions are vectors from the start.  Both precisions bear one Swift
// name; Swift picks by type.

#define LANE_FUNCTION(name) \
  static inline __attribute__((always_inline, swift_name(name)))

#define DEFINE_LANES(vector, mask, scalar, integer, suffix)                                     \
  typedef scalar vector __attribute__((ext_vector_type(16)));                                   \
  typedef integer mask __attribute__((ext_vector_type(16)));                                    \
                                                                                                \
  LANE_FUNCTION("laneRepeated(_:)")                                                             \
  vector lane_repeated_##suffix(scalar a) { return (vector)(a); }                               \
                                                                                                \
  LANE_FUNCTION("laneSum(_:_:)")                                                                \
  vector lane_sum_##suffix(vector a, vector b) { return a + b; }                                \
                                                                                                \
  LANE_FUNCTION("laneDifference(_:_:)")                                                         \
  vector lane_difference_##suffix(vector a, vector b) { return a - b; }                         \
                                                                                                \
  LANE_FUNCTION("laneProduct(_:_:)")                                                            \
  vector lane_product_##suffix(vector a, vector b) { return a * b; }                            \
                                                                                                \
  LANE_FUNCTION("laneQuotient(_:_:)")                                                           \
  vector lane_quotient_##suffix(vector a, vector b) { return a / b; }                           \
                                                                                                \
  /* a where a > b, else b: b also where either is NaN. */                                      \
  LANE_FUNCTION("laneMaximum(_:_:)")                                                            \
  vector lane_maximum_##suffix(vector a, vector b) { return a > b ? a : b; }                    \
                                                                                                \
  LANE_FUNCTION("laneMinimum(_:_:)")                                                            \
  vector lane_minimum_##suffix(vector a, vector b) { return a < b ? a : b; }                    \
                                                                                                \
  /* 1 where a > 0, else 0. */                                                                  \
  LANE_FUNCTION("laneHeaviside(_:)")                                                            \
  vector lane_heaviside_##suffix(vector a) {                                                    \
    return a > (vector)(0) ? (vector)(1) : (vector)(0);                                         \
  }                                                                                             \
                                                                                                \
  LANE_FUNCTION("laneMagnitude(_:)")                                                            \
  vector lane_magnitude_##suffix(vector a) { return __builtin_elementwise_abs(a); }             \
                                                                                                \
  /* The nearest whole number, halves to even. */                                               \
  LANE_FUNCTION("laneRounded(_:)")                                                              \
  vector lane_rounded_##suffix(vector a) { return __builtin_elementwise_roundeven(a); }         \
                                                                                                \
  /* sin x: x less its whole turns, then the Taylor polynomial, whose last term is below half a \
     unit in the last place at ±π.  Exact to rounding for a few turns, as neurons turn. */      \
  LANE_FUNCTION("laneSine(_:)")                                                                 \
  vector lane_sine_##suffix(vector x) {                                                         \
    const scalar turn = 6.28318530717958647692;                                                 \
    vector r = x - __builtin_elementwise_roundeven(x / (vector)(turn)) * (vector)(turn);        \
    vector square = r * r;                                                                      \
    vector sum = (vector)(1);                                                                   \
    for (int k = sizeof(scalar) == 4 ? 17 : 29; k >= 3; k -= 2)                                 \
      sum = (vector)(1) - sum * square / (vector)((scalar)(k * (k - 1)));                       \
    return r * sum;                                                                             \
  }                                                                                             \
                                                                                                \
  /* 2ⁿ for whole n of normal exponents, made in the exponent's bits. */                        \
  static inline __attribute__((always_inline))                                                  \
  vector lane_power_of_two_##suffix(mask n) {                                                   \
    const int fraction = sizeof(scalar) == 4 ? 23 : 52;                                         \
    const int bias = sizeof(scalar) == 4 ? 127 : 1023;                                          \
    mask bits = (n + (mask)(bias)) << (mask)(fraction);                                         \
    return (vector)bits;                                                                        \
  }                                                                                             \
                                                                                                \
  /* eˣ within two units in the last place: x = n·ln 2 + r with |r| ≤ ln 2 / 2, then the        \
     Taylor polynomial of eʳ.  The power of two is applied in two halves, so that results near  \
     the ends of the range neither overflow nor vanish too early. */                            \
  LANE_FUNCTION("laneExponential(_:)")                                                          \
  vector lane_exponential_##suffix(vector x) {                                                  \
    const int isSingle = sizeof(scalar) == 4;                                                   \
    const vector top = (vector)((scalar)(isSingle ? 89 : 710));                                 \
    const vector bottom = (vector)((scalar)(isSingle ? -104 : -746));                           \
    const vector zero = (vector)(0);                                                            \
    vector inside = x != x ? zero : (x > top ? top : (x < bottom ? bottom : x));                \
    vector n = __builtin_elementwise_roundeven(inside * (vector)((scalar)1.44269504088896341)); \
    /* ln 2 in a short head, whose product with n is exact, and a tail. */                      \
    const scalar head = isSingle ? 0.693359375 : 6.93145751953125e-1;                           \
    const scalar tail = isSingle ? -2.12194440054690583e-4 : 1.42860682030941723212e-6;         \
    vector r = (inside - n * (vector)(head)) - n * (vector)(tail);                              \
    const int degree = isSingle ? 7 : 13;                                                       \
    scalar factorial = 1;                                                                       \
    for (int k = 2; k <= degree; ++k) factorial *= k;                                           \
    vector sum = (vector)(1 / factorial);                                                       \
    for (int k = degree; k >= 1; --k) {                                                         \
      factorial /= k;                                                                           \
      sum = sum * r + (vector)(1 / factorial);                                                  \
    }                                                                                           \
    mask whole = __builtin_convertvector(n, mask);                                              \
    mask half = whole >> (mask)(1);                                                             \
    vector scaled =                                                                             \
        sum * lane_power_of_two_##suffix(half) * lane_power_of_two_##suffix(whole - half);      \
    return x != x ? x : scaled;                                                                 \
  }

DEFINE_LANES(lanes_single, lane_mask_single, float, int, single)
DEFINE_LANES(lanes_double, lane_mask_double, double, long long, double)

#undef DEFINE_LANES
#undef LANE_FUNCTION
