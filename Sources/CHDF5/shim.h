#pragma once
// Later versions of the library keep the interface of 1.10, which is spoken here.
#define H5_USE_110_API 1
#include <hdf5.h>

// What the library calls constants are macros that first start it, which Swift does not see.
static inline hid_t hdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t hdf5_everything(void) { return H5S_ALL; }
static inline hid_t hdf5_error_stack(void) { return H5E_DEFAULT; }
static inline hid_t hdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline unsigned hdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline hid_t hdf5_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t hdf5_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t hdf5_string(void) { return H5T_C_S1; }
static inline size_t hdf5_variable(void) { return H5T_VARIABLE; }

// Functions that are macros, too, because their arguments changed between versions.

/// Whether a link of a group leads to an object of the same file by its address; negative for none.
static inline int hdf5_is_hard_link(hid_t group, const char *name) {
  H5L_info_t info;
  if (H5Lget_info(group, name, &info, H5P_DEFAULT) < 0) return -1;
  return info.type == H5L_TYPE_HARD;
}

/// Where an object stands in its file; negative for a failure.
static inline int hdf5_address(hid_t object, haddr_t *address) {
  H5O_info_t info;
  if (H5Oget_info(object, &info) < 0) return -1;
  *address = info.addr;
  return 0;
}
