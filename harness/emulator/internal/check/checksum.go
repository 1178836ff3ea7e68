package check

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"
)

// nvme is the polynomial of x-amz-checksum-crc64nvme, its bits reversed.
const nvme = 0x9a6c9329ac4bc9b5

// checksums are those that S3 has, by the headers that carry them in base64.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
var checksums = map[string]func() hash.Hash{
	"x-amz-checksum-crc32":     func() hash.Hash { return crc32.NewIEEE() },
	"x-amz-checksum-crc32c":    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
	"x-amz-checksum-crc64nvme": func() hash.Hash { return crc64.New(crc64.MakeTable(nvme)) },
	"x-amz-checksum-sha1":      sha1.New,
	"x-amz-checksum-sha256":    sha256.New,
}

// checksum is that of a content under one of these names.
func checksum(name string, content []byte) (sum string, known bool) {
	of, known := checksums[name]
	if !known {
		return "", false
	}
	h := of()
	h.Write(content)
	return base64.StdEncoding.EncodeToString(h.Sum(nil)), true
}
