package catalogue

import (
	"slices"

	"github.com/oss403/oss403/scenarios"
)

// EC is a documented diagnosis code of a 403. Why says why no scenario provokes it; it is empty
// where one does.
type EC struct {
	Code string
	Why  string
}

// rtmpAddress is the reason that several ECs share.
const rtmpAddress = "is about the signature of an RTMP address, which no HTTP request carries; the harness speaks HTTP alone"

// ForbiddenECs lists the documented ECs that a 403 can carry.
// https://help.aliyun.com/zh/oss/support/error-codes and the page of each EC.
func ForbiddenECs() []EC {
	return slices.Concat(ofAuthentication(), ofAccessControl(), ofFeatures())
}

// ofAccessControl lists the family 0003, and two ECs of other families that protect access.
func ofAccessControl() []EC {
	return []EC{
		{"0003-00000001", ""}, {"0003-00000002", ""}, {"0003-00000005", ""}, {"0003-00000006", ""}, {"0003-00000007", ""}, {"0003-00000008", ""},
		{"0003-00000101", ""}, {"0003-00000201", ""}, {"0003-00000202", ""}, {"0003-00000203", ""}, {"0003-00000204", ""},
		{"0003-00000301", ""}, {"0003-00000401", ""}, {"0003-00000501", ""}, {"0003-00000502", ""}, {"0003-00000503", ""},
		{"0003-00000601", ""}, {"0003-00000602", ""},
		{"0003-00000701", ""},
		{"0003-00000702", ""}, {"0003-00000703", ""},
		{"0003-00000801", ""}, {"0003-00000803", ""},
		{"0003-00000804", ""},
		{"0003-00000806", ""}, {"0003-00000905", ""},
		{"0003-00000906", "needs the owner of a bucket to change in the course of one request"},
		{"0003-00000908", ""}, {"0003-00001201", ""}, {"0003-00001401", ""}, {"0003-00001402", ""}, {"0003-00001403", ""},
		{"0016-00000901", ""},
		{"0061-00000001", "is the platform's verdict on a request that it takes for an attack"},
	}
}

// ofFeatures lists the ECs of features that have a 403 and a published EC.
func ofFeatures() []EC {
	return []EC{
		{"0005-00000218", ""},
		{"0007-00000209", ""},
		{"0016-00000306", ""}, {"0016-00000330", ""}, {"0016-00000404", ""},
		{"0018-00000115", ""},
		{"0024-00000008", "was seen once, and no page says of what"},
		{"0028-00000001", ""},
		{"0040-00000031", ""},
	}
}

// ofAuthentication lists the families 0002 and 0006.
func ofAuthentication() []EC {
	return []EC{
		{"0002-00000001", ""}, {"0002-00000002", ""}, {"0002-00000003", ""}, {"0002-00000004", ""},
		{"0002-00000005", ""},
		{"0002-00000006", ""}, {"0002-00000007", ""},
		{"0002-00000008", "has the meaning of 0002-00000006 for another internal cause, which is not published; accepted beside it"},
		{"0002-00000031", ""}, {"0002-00000032", ""}, {"0002-00000033", ""},
		{"0002-00000034", "needs a CloudBox"},
		{"0002-00000037", ""}, {"0002-00000038", ""},
		{"0002-00000040", ""}, {"0002-00000064", ""},
		{"0002-00000067", ""}, {"0002-00000068", ""}, {"0002-00000069", ""}, {"0002-00000070", ""},
		{"0002-00000071", ""}, {"0002-00000072", ""}, {"0002-00000073", ""}, {"0002-00000074", ""}, {"0002-00000075", ""},
		{"0002-00000079", ""}, {"0002-00000080", ""},
		{"0002-00000101", ""}, {"0002-00000107", ""}, {"0002-00000119", ""},
		{"0002-00000201", ""}, {"0002-00000206", ""}, {"0002-00000225", ""}, {"0002-00000235", ""}, {"0002-00000236", ""},
		{"0002-00000301", ""}, {"0002-00000302", ""}, {"0002-00000303", ""}, {"0002-00000304", ""}, {"0002-00000305", ""}, {"0002-00000306", ""},
		{"0002-00000307", ""}, {"0002-00000418", ""}, {"0002-00000429", ""},
		{"0002-00000430", ""}, {"0002-00000431", ""}, {"0002-00000501", ""},
		{"0002-00000503", ""}, {"0002-00000504", ""},
		{"0002-00000602", ""}, {"0002-00000603", ""},
		{"0002-00000604", "has the meaning of 0002-00000602 for a URL that allows proxies; no page says what a proxy must tell"},
		{"0002-00000705", ""}, {"0002-00000708", ""},
		{"0002-00000714", ""},
		{"0002-00000802", rtmpAddress}, {"0002-00000804", rtmpAddress}, {"0002-00000805", rtmpAddress},
		{"0002-00000901", ""}, {"0002-00000902", ""}, {"0002-00000903", ""}, {"0002-00000904", ""},
		{"0006-00000213", ""}, {"0006-00000226", ""}, {"0006-00000227", ""}, {"0006-00000228", ""},
	}
}

// Expecting lists, for each EC, the ids of the scenarios that accept it.
func Expecting() map[string][]string {
	ids := map[string][]string{}
	for _, s := range All() {
		field, _ := s.Then.Field(scenarios.FieldEC)
		for _, answer := range field.Answers {
			ids[answer.Match.Text] = append(ids[answer.Match.Text], s.ID)
		}
	}
	return ids
}
