package catalogue

import (
	"slices"

	"github.com/oss403/oss403/scenarios"
)

// EC is a documented diagnosis code of a 403, and why no scenario provokes it;
// an empty Why means that one does.
type EC struct {
	Code string
	Why  string
}

// Reasons that several ECs share.
const (
	s3Compatible = "answers S3-compatible signatures, which this suite does not send"
	liveChannel  = "needs a live channel, whose RTMP and HLS addresses this suite does not sign"
)

// AuthenticationECs are the ECs of the families 0002 and 0006 that a 403 can
// carry: https://help.aliyun.com/zh/oss/support/error-codes and the page of each.
func AuthenticationECs() []EC {
	return []EC{
		{"0002-00000001", ""}, {"0002-00000002", ""}, {"0002-00000003", ""}, {"0002-00000004", ""},
		{"0002-00000005", liveChannel},
		{"0002-00000006", ""}, {"0002-00000007", ""},
		{"0002-00000008", "has the meaning of 0002-00000006 for another internal cause, which is not published; accepted beside it"},
		{"0002-00000031", "its page says nothing that could be provoked"},
		{"0002-00000032", s3Compatible}, {"0002-00000033", s3Compatible},
		{"0002-00000034", "needs a CloudBox"},
		{"0002-00000037", liveChannel}, {"0002-00000038", liveChannel},
		{"0002-00000040", ""}, {"0002-00000064", ""},
		{"0002-00000067", ""}, {"0002-00000068", ""}, {"0002-00000069", ""}, {"0002-00000070", ""},
		{"0002-00000071", ""}, {"0002-00000072", ""}, {"0002-00000073", ""}, {"0002-00000074", ""}, {"0002-00000075", ""},
		{"0002-00000080", ""},
		{"0002-00000101", "answers signature V2 (OSS2), which was never a default and is not documented for new users"},
		{"0002-00000201", ""}, {"0002-00000206", ""}, {"0002-00000235", ""}, {"0002-00000236", ""},
		{"0002-00000307", s3Compatible}, {"0002-00000418", s3Compatible}, {"0002-00000429", s3Compatible},
		{"0002-00000430", s3Compatible}, {"0002-00000431", s3Compatible}, {"0002-00000501", s3Compatible},
		{"0002-00000503", ""}, {"0002-00000504", ""},
		{"0002-00000602", "needs a signed URL that is limited to a VPC or an address (x-oss-ac-*), whose signature holds what the service puts in"},
		{"0002-00000705", ""}, {"0002-00000708", ""},
		{"0002-00000714", s3Compatible},
		{"0002-00000802", liveChannel}, {"0002-00000804", liveChannel}, {"0002-00000805", liveChannel},
		{"0002-00000901", ""}, {"0002-00000902", ""}, {"0002-00000904", ""},
		{"0006-00000213", ""}, {"0006-00000226", ""}, {"0006-00000227", ""}, {"0006-00000228", ""},
	}
}

// Expecting lists the scenarios that accept the EC, by id.
func Expecting(ec string) []string {
	var ids []string
	for _, s := range All() {
		field, _ := s.Then.Field(scenarios.FieldEC)
		if slices.ContainsFunc(field.Answers, func(a scenarios.Answer) bool { return a.Match.Text == ec }) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}
